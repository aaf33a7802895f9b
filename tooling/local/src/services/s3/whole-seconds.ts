/** When something was changed, as finely as headers tell it. */
export function wholeSeconds(moment: Date): number {
  return Math.floor(moment.getTime() / 1000) * 1000;
}
