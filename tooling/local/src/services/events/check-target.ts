import type { Target } from '@aws-sdk/client-eventbridge';
import { notImplemented } from '../../gateway/call-operation.ts';
import { validation } from './events-errors.ts';
import { parseJsonPath } from './json-path.ts';
import { placeholdersOf } from './transform-input.ts';

/** @throws AwsError what PutTargets says to a target, or that the local AWS knows no such target */
export function checkTarget(target: Target): void {
  const { Id = '', Arn = '' } = target;
  if (!/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/.test(Arn)) {
    throw validation(
      `Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`,
    );
  }
  const service = Arn.split(':')[2] ?? '';
  const isOther = service === 'events' && !Arn.includes(':event-bus/');
  if (!receivingServices.has(service) || isOther) {
    throw missing(`the target ${Arn}: functions, queues, topics and event buses only`);
  }
  const unknown = Object.entries(target).find(
    ([member, value]) => value !== undefined && !knownMembers.has(member),
  );
  if (unknown !== undefined) throw missing(`Targets.${unknown[0]}`);
  if (service === 'sqs' && Arn.endsWith('.fifo') && target.SqsParameters === undefined) {
    throw validation(`Parameter(s) SqsParameters must be specified for target: ${Id}.`);
  }
  checkInput(target);
}

const receivingServices = new Set(['lambda', 'sqs', 'sns', 'events']);

const knownMembers = new Set([
  'Id',
  'Arn',
  'RoleArn',
  'Input',
  'InputPath',
  'InputTransformer',
  'SqsParameters',
  'DeadLetterConfig',
  'RetryPolicy',
]);

function checkInput({ Id = '', Input, InputPath, InputTransformer }: Target): void {
  const given = [Input, InputPath, InputTransformer].filter((value) => value !== undefined);
  if (given.length > 1) {
    throw validation(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`,
    );
  }
  if (Input !== undefined && !isJson(Input)) {
    throw validation(`JSON syntax error in input for target ${Id}.`);
  }
  const { InputPathsMap: paths = {}, InputTemplate: template = '' } = InputTransformer ?? {};
  for (const path of [...(InputPath === undefined ? [] : [InputPath]), ...Object.values(paths)]) {
    if (parseJsonPath(path) === undefined) throw missing(`the JSON path ${path}`);
  }
  const wrong = placeholdersOf(template).find(
    (name) => !Object.hasOwn(paths, name) && !name.startsWith('aws.events.'),
  );
  if (wrong !== undefined) {
    throw validation(`InputTemplate for target ${Id} contains invalid placeholder ${wrong}.`);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function missing(what: string) {
  return notImplemented(`The local AWS does not implement ${what} of events:PutTargets`);
}
