/**
 * Whether a text is like a pattern of a policy: `*` stands for any text, `?` for one character. It
 * takes no longer than pattern times text, whatever they are.
 */
export function isLike(pattern: string, text: string): boolean {
  let [inPattern, inText] = [0, 0];
  // After the last star, and how far its text goes until now.
  let [afterStar, starEnd] = [-1, 0];
  while (inText < text.length) {
    const one = pattern[inPattern];
    if (one === '*') {
      inPattern += 1;
      [afterStar, starEnd] = [inPattern, inText];
    } else if (one === '?' || one === text[inText]) {
      inPattern += 1;
      inText += 1;
    } else if (afterStar >= 0) {
      starEnd += 1;
      [inPattern, inText] = [afterStar, starEnd];
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(inPattern));
}

/** Each of the six parts of an ARN is matched by itself: a star goes over no colon but the last part's. */
export function isArnLike(pattern: string, arn: string): boolean {
  const given = partsOf(arn);
  return partsOf(pattern).every((part, index) => isLike(part, given[index] ?? ''));
}

function partsOf(arn: string): string[] {
  const all = arn.split(':');
  return [...all.slice(0, 5), all.slice(5).join(':')];
}
