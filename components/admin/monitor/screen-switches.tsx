"use client";

import { useEffect, useState } from "react";
import { Button } from "../../ui/button";

const words = { presenter: "Presenter mode", screen: "Full screen" };

interface ScreenSwitchesProps {
  readonly presenter: boolean;
  readonly onPresenter: (presenter: boolean) => void;
}

/** For a screen that others see too: without money, and without the browser around it. */
export function ScreenSwitches({ presenter, onPresenter }: ScreenSwitchesProps) {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const follow = () => setFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", follow);
    return () => document.removeEventListener("fullscreenchange", follow);
  }, []);

  function toggleFull(): void {
    // A browser may refuse; the page is then as it was.
    const done = full ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    done.catch(() => setFull(document.fullscreenElement !== null));
  }

  return (
    <>
      <Button aria-pressed={presenter} onClick={() => onPresenter(!presenter)}>
        {words.presenter}
      </Button>
      <Button aria-pressed={full} onClick={toggleFull}>
        {words.screen}
      </Button>
    </>
  );
}
