/**
 * How node runs our programs. Each request leaves some kilobytes behind. With node's own 16 MB for what is new, much of
 * it is copied while it is still in use; four times the room makes collecting it cheaper (docs/performance.md).
 */
export const nodeFlags = ["--enable-source-maps", "--max-semi-space-size=64"];
