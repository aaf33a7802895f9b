/** The value of a JSON file. Some editors begin one with a byte order mark, which is none of JSON's. */
export const parseJson = (text: string): unknown => JSON.parse(text.replace(/^\uFEFF/, ''));
