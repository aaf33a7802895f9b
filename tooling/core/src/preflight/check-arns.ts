import type { FunctionAttributes, FunctionSettings } from '../function-settings.ts';
import type { Preflight } from './preflight.ts';

interface Named {
  readonly field: string;
  readonly value: string;
}

/** What AWS wants from the function's own region, or account, and somebody took from another. */
export function checkArns({ wanted, context, place }: Preflight): readonly string[] {
  const { region, account } = context;
  const elsewhere = [
    ...regionalOf(wanted.settings),
    ...regionalAttributes(wanted.attributes),
  ].flatMap(({ field, value }) => {
    const other = regionOf(value);
    return other === undefined || other === region
      ? []
      : [
          `${place(field)}: ${value} is of ${other}, and the function runs in ${region}: name one of that region`,
        ];
  });
  const { codeSigningConfigArn: signing } = wanted.attributes;
  return [
    ...elsewhere,
    ...ofOthers('role', wanted.settings.role, 'Lambda assumes no role of another account'),
    ...ofOthers('codeSigningConfigArn', signing, 'name one of that account'),
  ];

  function ofOthers(field: string, arn: string | null | undefined, why: string): string[] {
    const owner = arn?.split(':')[4];
    return owner === undefined || owner === account
      ? []
      : [
          `${place(field)}: ${arn ?? ''} is of account ${owner}, and the function is made in ${account}: ${why}`,
        ];
  }
}

/** What Lambda takes from no other region. */
function regionalOf(settings: FunctionSettings): Named[] {
  const { layers = [], fileSystems = [], kmsKeyArn = '', deadLetter, image } = settings;
  const { sourceKmsKeyArn = '' } = settings;
  return [
    ...layers.map((value, index) => ({ field: `layers[${index}]`, value })),
    ...fileSystems.map(({ arn }, index) => ({ field: `fileSystems[${index}].arn`, value: arn })),
    { field: 'kmsKeyArn', value: kmsKeyArn },
    { field: 'sourceKmsKeyArn', value: sourceKmsKeyArn },
    { field: 'deadLetter.targetArn', value: deadLetter?.targetArn ?? '' },
    { field: 'image.uri', value: image?.uri ?? '' },
  ];
}

function regionalAttributes({
  codeSigningConfigArn,
  runtimeManagement,
}: FunctionAttributes): Named[] {
  return [
    { field: 'codeSigningConfigArn', value: codeSigningConfigArn ?? '' },
    {
      field: 'runtimeManagement.runtimeVersionArn',
      value: runtimeManagement?.runtimeVersionArn ?? '',
    },
  ];
}

/** Of an ARN, or of an image in ECR; undefined where it names none. */
function regionOf(value: string): string | undefined {
  const region = /^arn:[^:]*:[^:]*:([^:]+):|\.dkr\.ecr\.([a-z0-9-]+)\./.exec(value);
  return region?.[1] ?? region?.[2];
}
