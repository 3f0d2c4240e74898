interface PageRefreshProps {
  /** Null where nothing changes by itself. */
  readonly seconds: number | null;
  readonly path: string;
}

/** Renews the page where no script can: with scripts on it does nothing. */
export function PageRefresh({ seconds, path }: PageRefreshProps) {
  if (seconds === null) return null;
  return (
    <noscript>
      <meta httpEquiv="refresh" content={`${seconds};url=${path}`} />
    </noscript>
  );
}
