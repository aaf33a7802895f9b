import type {
  DeleteParameterRequest,
  PutParameterRequest,
  PutParameterResult,
} from '@aws-sdk/client-ssm';
import { notImplemented } from '../../gateway/call-operation.ts';
import type { RequestContext } from '../../service.ts';
import type { Collection } from '../../state/state.ts';
import { sealText } from '../sealed-text.ts';
import type { ParameterDocument } from './parameter-document.ts';
import { noParameter, otherType, parameterExists, validation } from './ssm-errors.ts';

export const writeParameterOperations = (parameters: Collection<ParameterDocument>) => ({
  async PutParameter(
    input: PutParameterRequest,
    { now }: RequestContext,
  ): Promise<PutParameterResult> {
    const { Name: name = '', Value: value = '', Overwrite, Tier, DataType = 'text' } = input;
    checkName(name);
    if (Tier !== undefined && Tier !== 'Standard') throw missing(`Tier ${Tier}`);
    if (DataType !== 'text') throw missing(`DataType ${DataType}`);
    const before = parameters.get(name);
    if (before !== undefined && !Overwrite) throw parameterExists();
    const type = input.Type ?? before?.type;
    if (type === undefined) {
      throw validation('A parameter type is required when you create a parameter.');
    }
    if (before !== undefined && before.type !== type) throw otherType();
    if (Buffer.byteLength(value) > maxValueBytes) throw validation(tooLong);
    const versions = before?.versions ?? [];
    const number = (versions.at(-1)?.number ?? 0) + 1;
    const version = {
      number,
      value: type === 'SecureString' ? sealText(value) : value,
      modifiedAtMs: now().getTime(),
      dataType: DataType,
    };
    const kept = [...versions, version].slice(-keptVersions);
    await parameters.put(name, { name, type, versions: kept });
    return { Version: number, Tier: 'Standard' };
  },

  async DeleteParameter({ Name = '' }: DeleteParameterRequest): Promise<object> {
    if (!(await parameters.delete(Name))) throw noParameter();
    return {};
  },
});

const maxValueBytes = 4096;
const keptVersions = 100;

const tooLong =
  'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
function checkName(name: string): void {
  const [, reserved] = /^\/?(aws|ssm)/i.exec(name) ?? [];
  if (reserved !== undefined || !/^[\w./-]+$/.test(name)) {
    throw validation(
      `Parameter name: can't be prefixed with "${reserved?.toLowerCase() ?? 'ssm'}" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_`,
    );
  }
  if (name.includes('/') && !name.startsWith('/')) {
    throw validation('Parameter name must be a fully qualified name.');
  }
}

function missing(what: string) {
  return notImplemented(`The local AWS does not implement ${what} of ssm:PutParameter`);
}
