"use client";

import { type DragEvent, useState } from "react";
import { saleBounds } from "@/lib/domain";
import { Button } from "../../../ui/button";
import { useEditor } from "../editor-context";
import { controlId } from "../form/part-names";
import type { PictureRow } from "../form/sale-form";
import { moved, RowButtons } from "../sections/row-buttons";
import sectionStyles from "../sections/section.module.css";
import { TextPart } from "../sections/text-part";
import { CropDialog } from "./crop-dialog";
import styles from "./pictures.module.css";
import { pictureTypes } from "./upload-picture";
import { type Upload, type Uploads, useUploads } from "./use-uploads";

const words = {
  legend: "Pictures",
  choose: "Add pictures",
  hint: "Choose, drop or paste. JPEG, PNG, WebP or AVIF, at most 10 MB; shown as 4:5. The first one leads.",
  full: `At most ${saleBounds.imagesMax} pictures. Remove one first.`,
  picture: (index: number) => `picture ${index + 1}`,
  alt: (index: number) => `What picture ${index + 1} shows`,
  altHint: "For those who cannot see it.",
  crop: "Crop…",
  retry: "Try again",
  sending: (name: string, percent: number) => `${name}: ${percent} %`,
  preparing: (name: string) => `${name}: the shop prepares its sizes`,
};

/** The pictures of the sale: added, described, ordered, cropped. */
export function PicturesPart() {
  const { form, change, locks, errorAt, warningAt } = useEditor();
  const uploads = useUploads();
  const [isOver, setOver] = useState(false);
  const [dragged, setDragged] = useState<number | null>(null);
  const [cropped, setCropped] = useState<string | null>(null);
  const lock = locks.images;
  const isFull = form.images.length >= saleBounds.imagesMax;
  const error = errorAt("images");
  const warning = warningAt("images");
  const croppedUpload = cropped === null ? undefined : uploads.byKey.get(cropped);

  function add(files: Iterable<File>): void {
    const room = saleBounds.imagesMax - form.images.length;
    if (lock === undefined) uploads.add([...files].slice(0, room));
  }

  function drop(event: DragEvent): void {
    setOver(false);
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    add(event.dataTransfer.files);
  }

  return (
    <fieldset
      id={controlId("images")}
      tabIndex={-1}
      className={styles.pictures}
      onDragOver={(event) => {
        if (dragged !== null || lock !== undefined) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      onPaste={(event) => {
        if (event.clipboardData.files.length > 0) add(event.clipboardData.files);
      }}
    >
      <legend className={sectionStyles.quiet}>{words.legend}</legend>
      {error !== undefined && <p className={sectionStyles.error}>{error}</p>}
      {warning !== undefined && <p className={sectionStyles.warning}>{warning}</p>}
      {form.images.length > 0 && (
        <ol className={styles.list}>
          {form.images.map((image, index) => (
            <Picture
              key={image.key}
              image={image}
              index={index}
              uploads={uploads}
              onCrop={() => setCropped(image.key)}
              dragged={dragged}
              onDrag={setDragged}
            />
          ))}
        </ol>
      )}
      {lock === undefined ? (
        <div className={styles.drop} data-over={isOver || undefined}>
          {isFull ? (
            <p className={sectionStyles.quiet}>{words.full}</p>
          ) : (
            <>
              <label className={styles.choose}>
                {words.choose}
                <input
                  type="file"
                  multiple
                  accept={pictureTypes.join(",")}
                  onChange={(event) => {
                    add(event.target.files ?? []);
                    event.target.value = "";
                  }}
                />
              </label>
              <p className={sectionStyles.quiet}>{words.hint}</p>
            </>
          )}
        </div>
      ) : (
        <p className={sectionStyles.lock}>{lock}</p>
      )}
      {cropped !== null && croppedUpload !== undefined && (
        <CropDialog
          file={croppedUpload.file}
          box={croppedUpload.box}
          onClose={() => setCropped(null)}
          onUse={(box) => {
            uploads.send(cropped, croppedUpload.file, box);
            change(({ images }) => ({
              images: images.map((image) => (image.key === cropped ? { ...image, url: "" } : image)),
            }));
            setCropped(null);
          }}
        />
      )}
    </fieldset>
  );
}

interface PictureProps {
  readonly image: PictureRow;
  readonly index: number;
  readonly uploads: Uploads;
  readonly onCrop: () => void;
  /** The picture that is being dragged elsewhere. */
  readonly dragged: number | null;
  readonly onDrag: (index: number | null) => void;
}

function Picture({ image, index, uploads, onCrop, dragged, onDrag }: PictureProps) {
  const { form, change, locks } = useEditor();
  const [isTarget, setTarget] = useState(false);
  const upload = uploads.byKey.get(image.key);
  const isFree = locks.images === undefined;

  function move(from: number, to: number): void {
    change(({ images }) => ({ images: moved(images, from, to) }));
  }

  return (
    <li
      className={styles.picture}
      data-dragged={dragged === index || undefined}
      data-target={isTarget || undefined}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        onDrag(index);
      }}
      onDragEnd={() => onDrag(null)}
      onDragOver={(event) => {
        if (dragged === null || dragged === index) return;
        event.preventDefault();
        setTarget(true);
      }}
      onDragLeave={() => setTarget(false)}
      onDrop={(event) => {
        setTarget(false);
        if (dragged === null) return;
        event.preventDefault();
        move(dragged, index);
        onDrag(null);
      }}
    >
      <div className={styles.thumb} draggable={isFree}>
        {image.url === "" ? (
          index + 1
        ) : (
          // biome-ignore lint/performance/noImgElement: pictures come in their final sizes; there is no optimizer
          <img src={image.url.replace(/-1080\.webp$/, "-360.webp")} alt="" draggable={false} />
        )}
      </div>
      <div className={styles.about}>
        <TextPart
          path={`images.${index}.alt`}
          label={words.alt(index)}
          hint={words.altHint}
          value={image.alt}
          onChange={(alt) =>
            change(({ images }) => ({
              images: images.map((other) => (other.key === image.key ? { ...other, alt } : other)),
            }))
          }
        />
        {upload !== undefined && (
          <Progress upload={upload} onRetry={() => uploads.send(image.key, upload.file, upload.box)} />
        )}
        {isFree && (
          <div className={sectionStyles.line}>
            {upload !== undefined && upload.state.word === "stored" && (
              <Button
                className={sectionStyles.small}
                aria-label={`${words.crop} ${words.picture(index)}`}
                onClick={onCrop}
              >
                {words.crop}
              </Button>
            )}
            <RowButtons
              name={words.picture(index)}
              index={index}
              count={form.images.length}
              onMove={(to) => move(index, to)}
              onRemove={() => {
                uploads.forget(image.key);
                change(({ images }) => ({ images: images.filter(({ key }) => key !== image.key) }));
              }}
            />
          </div>
        )}
      </div>
    </li>
  );
}

function Progress({ upload, onRetry }: { readonly upload: Upload; readonly onRetry: () => void }) {
  const { state, file } = upload;
  if (state.word === "stored") return null;
  if (state.word === "failed") {
    return (
      <div className={styles.progress} role="alert">
        <p className={sectionStyles.error}>{`${file.name}: ${state.detail}`}</p>
        {state.retryable && (
          <Button className={sectionStyles.small} onClick={onRetry}>
            {words.retry}
          </Button>
        )}
      </div>
    );
  }
  const percent = Math.floor(state.share * 100);
  return (
    <div className={styles.progress}>
      <progress max={100} value={percent} aria-label={file.name} />
      <span>{percent < 100 ? words.sending(file.name, percent) : words.preparing(file.name)}</span>
    </div>
  );
}
