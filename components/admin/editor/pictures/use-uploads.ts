"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useEditor } from "../editor-context";
import { newKey } from "../form/sale-form";
import type { CropBox } from "./crop-box";
import { refuseFile, uploadPicture } from "./upload-picture";

/** A picture of this visit: its file is at hand, to be cropped anew or sent again. */
export interface Upload {
  readonly file: File;
  readonly box: CropBox | null;
  readonly state:
    | { readonly word: "sending"; readonly share: number }
    | { readonly word: "stored" }
    | { readonly word: "failed"; readonly detail: string; readonly retryable: boolean };
}

export interface Uploads {
  readonly byKey: ReadonlyMap<string, Upload>;
  /** Adds a row for each file and sends them. */
  readonly add: (files: readonly File[]) => void;
  /** Sends a row's file, the first time or anew. */
  readonly send: (key: string, file: File, box: CropBox | null) => void;
  readonly forget: (key: string) => void;
}

/** Pictures on their way to the shop. A row has no address before its picture has one. */
export function useUploads(): Uploads {
  const { change } = useEditor();
  const [byKey, setByKey] = useState<ReadonlyMap<string, Upload>>(new Map());
  const stops = useRef(new Map<string, AbortController>());

  useEffect(() => {
    const running = stops.current;
    return () => {
      for (const stop of running.values()) stop.abort();
    };
  }, []);

  const put = useCallback((key: string, upload: Upload) => setByKey((all) => new Map(all).set(key, upload)), []);

  const send = useCallback(
    (key: string, file: File, box: CropBox | null) => {
      stops.current.get(key)?.abort();
      const refusal = refuseFile(file);
      if (refusal !== null) {
        put(key, { file, box, state: { word: "failed", detail: refusal, retryable: false } });
        return;
      }
      const stop = new AbortController();
      stops.current.set(key, stop);
      const onProgress = (share: number) => put(key, { file, box, state: { word: "sending", share } });
      onProgress(0);
      void uploadPicture({ file, box, onProgress, signal: stop.signal }).then((outcome) => {
        if (outcome.word === "stopped") return;
        if (outcome.word === "failed") {
          put(key, { file, box, state: outcome });
          return;
        }
        put(key, { file, box, state: { word: "stored" } });
        change(({ images }) => ({
          images: images.map((image) => (image.key === key ? { ...image, url: outcome.url } : image)),
        }));
      });
    },
    [change, put],
  );

  const add = useCallback(
    (files: readonly File[]) => {
      const rows = files.map((file) => ({ key: newKey(), file }));
      change(({ images }) => ({ images: [...images, ...rows.map(({ key }) => ({ key, url: "", alt: "" }))] }));
      for (const { key, file } of rows) send(key, file, null);
    },
    [change, send],
  );

  const forget = useCallback((key: string) => {
    stops.current.get(key)?.abort();
    setByKey((all) => new Map([...all].filter(([other]) => other !== key)));
  }, []);

  return { byKey, add, send, forget };
}
