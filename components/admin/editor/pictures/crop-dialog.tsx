"use client";

import { type PointerEvent, useEffect, useRef, useState } from "react";
import { Button } from "../../../ui/button";
import { Modal } from "../../ui/modal";
import { boxWidthMin, type CropBox, centredBox, placeBox, resizeBox, widestOf } from "./crop-box";
import styles from "./pictures.module.css";

interface CropDialogProps {
  readonly file: File;
  /** As it was cropped before. */
  readonly box: CropBox | null;
  readonly onUse: (box: CropBox) => void;
  readonly onClose: () => void;
}

const words = {
  title: (name: string) => `Crop ${name}`,
  hint: "Move the frame with the pointer, or with the three sliders.",
  stage: "The picture",
  size: "Size",
  x: "Left to right",
  y: "Top to bottom",
  use: "Use this part",
  unreadable: "This browser cannot show the picture, so it cannot be cropped here. The middle of it is used.",
};

/** Which part of a picture is shown: always 4:5, as the shop shows it. */
export function CropDialog({ file, box, onUse, onClose }: CropDialogProps) {
  const [source, setSource] = useState<ImageBitmap | "unreadable" | null>(null);
  const [chosen, setChosen] = useState<CropBox | null>(box);

  useEffect(() => {
    let isStale = false;
    createImageBitmap(file).then(
      (bitmap) => {
        if (isStale) return bitmap.close();
        setSource(bitmap);
        setChosen((known) => known ?? centredBox(bitmap));
      },
      () => setSource("unreadable"),
    );
    return () => {
      isStale = true;
    };
  }, [file]);

  const isReady = source !== null && source !== "unreadable" && chosen !== null;
  return (
    <Modal
      open
      title={words.title(file.name)}
      onClose={onClose}
      actions={
        isReady && (
          <Button kind="solid" onClick={() => onUse(chosen)}>
            {words.use}
          </Button>
        )
      }
    >
      {source === "unreadable" && <p role="alert">{words.unreadable}</p>}
      {isReady && (
        <>
          <p>{words.hint}</p>
          <Stage source={source} box={chosen} onMove={setChosen} />
          <Ranges source={source} box={chosen} onMove={setChosen} />
        </>
      )}
    </Modal>
  );
}

interface BoxProps {
  readonly source: ImageBitmap;
  readonly box: CropBox;
  readonly onMove: (box: CropBox) => void;
}

const stageSide = 560;

/** The picture with the frame over it; the frame follows the pointer. */
function Stage({ source, box, onMove }: BoxProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const grip = useRef<{ readonly x: number; readonly y: number; readonly box: CropBox } | null>(null);
  const scale = Math.min(1, stageSide / source.width, stageSide / source.height);
  const width = Math.max(1, Math.round(source.width * scale));
  const height = Math.max(1, Math.round(source.height * scale));

  useEffect(() => {
    canvas.current?.getContext("2d")?.drawImage(source, 0, 0, width, height);
  }, [source, width, height]);

  function move({ clientX, clientY }: PointerEvent): void {
    const held = grip.current;
    const shown = canvas.current?.clientWidth ?? 0;
    if (held === null || shown === 0) return;
    const pixels = source.width / shown;
    const x = held.box.x + (clientX - held.x) * pixels;
    const y = held.box.y + (clientY - held.y) * pixels;
    onMove(placeBox(source, { ...held.box, x, y }));
  }

  const percent = (part: number, whole: number) => `${(part / whole) * 100}%`;
  return (
    <div
      className={styles.stage}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { x: event.clientX, y: event.clientY, box };
      }}
      onPointerMove={move}
      onPointerUp={() => {
        grip.current = null;
      }}
      onPointerCancel={() => {
        grip.current = null;
      }}
    >
      <canvas ref={canvas} width={width} height={height} role="img" aria-label={words.stage} />
      <div
        className={styles.box}
        style={{
          left: percent(box.x, source.width),
          top: percent(box.y, source.height),
          width: percent(box.width, source.width),
          height: percent(box.height, source.height),
        }}
      />
    </div>
  );
}

/** The same by keyboard: the sliders move by arrows, by pages and to the ends. */
function Ranges({ source, box, onMove }: BoxProps) {
  const widest = widestOf(source);
  return (
    <div className={styles.ranges}>
      <label>
        {words.size}
        <input
          type="range"
          min={Math.min(boxWidthMin, widest)}
          max={widest}
          value={box.width}
          onChange={(event) => onMove(resizeBox(source, box, Number(event.target.value)))}
        />
      </label>
      <label>
        {words.x}
        <input
          type="range"
          min={0}
          max={Math.max(0, source.width - box.width)}
          value={box.x}
          onChange={(event) => onMove(placeBox(source, { ...box, x: Number(event.target.value) }))}
        />
      </label>
      <label>
        {words.y}
        <input
          type="range"
          min={0}
          max={Math.max(0, source.height - box.height)}
          value={box.y}
          onChange={(event) => onMove(placeBox(source, { ...box, y: Number(event.target.value) }))}
        />
      </label>
    </div>
  );
}
