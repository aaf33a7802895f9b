import type { InputTransformer } from '@aws-sdk/client-eventbridge';
import { readJsonPath } from './json-path.ts';

/**
 * What a target gets by its input transformer.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html; recorded
 * (test_events_inputs.snapshot.json of localstack).
 *
 * @param predefined - `aws.events.rule-name` and the like
 * @returns undefined when the template is an object, and what came of it is no JSON: AWS sends nothing
 */
export function transformInput(
  { InputPathsMap: paths = {}, InputTemplate: template = '' }: InputTransformer,
  event: unknown,
  predefined: Readonly<Record<string, unknown>>,
): string | undefined {
  const isObject = template.trimStart().startsWith('{');
  const text = template.replaceAll(placeholder, (_whole, name: string, offset: number) => {
    const path = Object.hasOwn(paths, name) ? paths[name] : undefined;
    const value = path === undefined ? predefined[name] : readJsonPath(event, path);
    const isQuoted = isInsideString(template.slice(0, offset));
    return isObject ? inObject(value, isQuoted) : inText(value);
  });
  return isObject && !isJson(text) ? undefined : text;
}

const placeholder = /<([\w.-]+)>/g;

export function placeholdersOf(template: string): string[] {
  return [...template.matchAll(placeholder)].map(([, name = '']) => name);
}

/** Something that is not there is an empty text. */
function inObject(value: unknown = '', isQuoted: boolean): string {
  const json = JSON.stringify(value);
  return isQuoted && typeof value === 'string' ? json.slice(1, -1) : json;
}

/** In a text, lists and objects are without their quotation marks. */
function inText(value: unknown = ''): string {
  return typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', '');
}

function isInsideString(before: string): boolean {
  return (before.replaceAll(/\\./g, '').match(/"/g)?.length ?? 0) % 2 === 1;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
