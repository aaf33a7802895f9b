/** CloudWatch Logs' limit for one event, less its own overhead of 26 bytes. */
export const maxMessageBytes = 262_144 - 26;

const headerBytes = 16;
/** 0xa55a0002 frames JSON and 0xa55a0003 text; bits 2 to 4 hold the level. */
const frameMask = 0xffff_ffe2;
const frameMagic = 0xa55a_0002;

/**
 * Reads what the runtime client writes to its telemetry descriptor: frames of a 16 byte header
 * (type, length, timestamp) and a message, which may have many lines.
 *
 * The descriptor is the function's too. Bytes that are no frame are taken as lines of text, and of
 * a message over CloudWatch's limit only the beginning is kept.
 */
export function readTelemetry(emit: (message: string) => void): (chunk: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0);
  let kept: Buffer[] = [];
  let keptBytes = 0;
  let remainingBytes = 0;

  const takeBody = (): boolean => {
    const part = pending.subarray(0, remainingBytes);
    pending = pending.subarray(part.length);
    remainingBytes -= part.length;
    const kept1 = part.subarray(0, maxMessageBytes - keptBytes);
    if (kept1.length > 0) kept.push(kept1);
    keptBytes += kept1.length;
    if (remainingBytes > 0) return false;
    emit(Buffer.concat(kept).toString());
    kept = [];
    keptBytes = 0;
    return true;
  };

  const takeHeader = (): boolean => {
    if (pending.length < 4) return false;
    if ((pending.readUInt32BE(0) & frameMask) >>> 0 === frameMagic) {
      if (pending.length < headerBytes) return false;
      remainingBytes = pending.readUInt32BE(4);
      pending = pending.subarray(headerBytes);
      return true;
    }
    const newline = pending.indexOf('\n');
    const end = newline === -1 ? Math.min(pending.length, maxMessageBytes) : newline + 1;
    if (newline === -1 && pending.length < maxMessageBytes) return false;
    emit(pending.toString('utf8', 0, end));
    pending = pending.subarray(end);
    return true;
  };

  return (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (remainingBytes > 0 ? takeBody() : takeHeader());
  };
}
