/** `980 B`, `12.4 kB`, `3.1 MB`: thousands, as everything else of this repository says them. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const unit = units.find(({ size }) => bytes < size * 999.5) ?? lastUnit;
  const value = bytes / unit.size;
  return `${value.toFixed(value < 99.95 ? 1 : 0)} ${unit.name}`;
}

const lastUnit = { size: 1e9, name: 'GB' };
const units = [{ size: 1e3, name: 'kB' }, { size: 1e6, name: 'MB' }, lastUnit];
