import styles from "./skeleton.module.css";

interface SkeletonProps {
  /** CSS lengths of what will come, so that nothing moves when it does. */
  readonly width: string;
  readonly height: string;
}

/** The place of something personal that is on its way. Silent: the region around it says what is loading. */
export function Skeleton({ width, height }: SkeletonProps) {
  return <span className={styles.skeleton} style={{ width, height }} aria-hidden="true" />;
}
