import { expect, test } from 'vitest';
import { readCsv } from './read-csv.ts';

const columns = {
  label: 'species',
  labels: ['Adelie', 'Gentoo'],
  features: ['billLengthMm', 'bodyMassG'],
};
const read = (...lines: readonly string[]) => readCsv(lines.join('\n'), columns);
const header = 'species,billLengthMm,bodyMassG';

test('reads the rows of a CSV', () => {
  expect(read(header, 'Adelie,39.1,3750', 'Gentoo,46,4500', '')).toEqual({
    good: [
      { label: 'Adelie', features: [39.1, 3750] },
      { label: 'Gentoo', features: [46, 4500] },
    ],
    bad: [],
  });
});

test('takes columns in any order, and ignores others', () => {
  const { good } = read('year,bodyMassG,species,billLengthMm', '2007,3750,Adelie,39.1');
  expect(good).toEqual([{ label: 'Adelie', features: [39.1, 3750] }]);
});

test('takes what spreadsheets write', () => {
  const { good } = read(`\uFEFF${header}\r`, '"Adelie" , 39.1,"3750"\r', '\r');
  expect(good).toEqual([{ label: 'Adelie', features: [39.1, 3750] }]);
});

test('keeps good rows beside bad ones, and says what is wrong with each and where', () => {
  const { good, bad } = read(
    header,
    'Adelie,39.1,3750',
    'Emperor,NA,-4',
    '',
    'Gentoo,,0',
    'Adelie',
  );
  expect(good).toHaveLength(1);
  expect(bad).toEqual([
    {
      line: 3,
      text: 'Emperor,NA,-4',
      reasons: [
        'species: "Emperor" is none of Adelie, Gentoo',
        'billLengthMm: "NA" is no number above 0',
        'bodyMassG: "-4" is no number above 0',
      ],
    },
    {
      line: 5,
      text: 'Gentoo,,0',
      reasons: ['billLengthMm: is missing', 'bodyMassG: "0" is no number above 0'],
    },
    { line: 6, text: 'Adelie', reasons: ['billLengthMm: is missing', 'bodyMassG: is missing'] },
  ]);
});

test('refuses a row with more values than there are columns', () => {
  expect(read(header, 'Adelie,39,1,3750').bad).toEqual([
    { line: 2, text: 'Adelie,39,1,3750', reasons: ['has 4 values, the header 3'] },
  ]);
});

test.each([
  [
    'lacks columns',
    ['species,mass', 'Adelie,3750'],
    ['there is no column billLengthMm', 'there is no column bodyMassG'],
  ],
  [
    'names a column twice',
    [`${header},species`, 'Adelie,1,1,Gentoo'],
    ['there are two columns species'],
  ],
  ['is empty', [''], expect.arrayContaining(['there is no column species'])],
])('refuses a file whose header %s', (_, lines, reasons) => {
  expect(read(...lines)).toMatchObject({ good: [], bad: [{ line: 1, reasons }] });
});

test('refuses a file whose quotes are never closed', () => {
  const { good, bad } = read(header, 'Adelie,39.1,3750', '"Gentoo,46,4500');
  expect(good).toEqual([]);
  expect(bad[0]?.reasons[0]).toContain('is no CSV: Quote Not Closed');
});
