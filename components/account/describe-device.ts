/** In this order: most browsers also claim to be the ones after them. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\b(?:OPR|Opera)\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bMicroMessenger\//, "WeChat"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:Chrome|CriOS|Chromium)\//, "Chrome"],
  [/\bVersion\/[\d.]+.*\bSafari\//, "Safari"],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

export interface DescribedDevice {
  /** Null when its name says nothing we know. */
  readonly browser: string | null;
  readonly system: string | null;
}

/** What a browser calls itself, as people call it. Only a reminder for the owner: anybody can call themselves anything. */
export function describeDevice(userAgent: string | null): DescribedDevice {
  const nameIn = (list: readonly (readonly [RegExp, string])[]) =>
    userAgent === null ? null : (list.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null);
  return { browser: nameIn(browsers), system: nameIn(systems) };
}
