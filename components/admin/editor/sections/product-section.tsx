"use client";

import { useEditor } from "../editor-context";
import { PicturesPart } from "../pictures/pictures-part";
import { Section } from "./section";
import { TextPart } from "./text-part";

const words = {
  title: "Product",
  name: "Title",
  slug: "Slug",
  slugHint: (slug: string) => `The sale's address: /sales/${slug === "" ? "…" : slug}`,
  description: "Description",
  descriptionHint: "Plain text. An empty line begins a new paragraph.",
};

export function ProductSection() {
  const { form, change, locks } = useEditor();
  return (
    <Section title={words.title} parts={["title", "slug", "description", "images"]}>
      <TextPart
        path="title"
        label={words.name}
        value={form.title}
        lock={locks.title}
        onChange={(title) => change({ title })}
      />
      <TextPart
        path="slug"
        label={words.slug}
        hint={words.slugHint(form.slug)}
        value={form.slug}
        lock={locks.slug}
        onChange={(slug) => change({ slug, slugFollowsTitle: slug === "" })}
      />
      <TextPart
        path="description"
        label={words.description}
        hint={words.descriptionHint}
        value={form.description}
        rows={5}
        lock={locks.description}
        onChange={(description) => change({ description })}
      />
      <PicturesPart />
    </Section>
  );
}
