import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lambdaConfigs } from '../../test/arbitraries.ts';
import { artifactOf, liveOf, want } from '../../test/examples.ts';
import {
  compareAttributes,
  compareSettings,
  describeChange,
  type FunctionAttributes,
  type LambdaConfig,
  type LiveSettings,
} from '../index.ts';

const live: LiveSettings = liveOf(
  want({ environment: { ONE: '1', TWO: '2' } }),
  artifactOf('a'),
).settings;

const changesTo = (config: LambdaConfig) => compareSettings(live, want(config).settings);

describe('no difference is', () => {
  test('a field that nobody declares, whatever it is', () => {
    const elsewhere: LiveSettings = {
      ...live,
      memorySize: 3008,
      timeout: 900,
      ephemeralStorage: 10_240,
      layers: ['arn:aws:lambda:eu-central-1:123456789012:layer:one:1'],
      tracing: 'Active',
      logging: { format: 'JSON', applicationLogLevel: 'TRACE', systemLogLevel: 'WARN' },
      role: 'arn:aws:iam::123456789012:role/other',
    };
    expect(compareSettings(elsewhere, want().settings)).toEqual([]);
  });

  test('an environment key that nobody declares', () => {
    expect(changesTo({})).toEqual([]);
  });

  test.each([
    '--enable-source-maps --max-http-header-size=65536',
    '  --max-http-header-size=65536   --enable-source-maps ',
  ])('NODE_OPTIONS that nobody declares, with our flag among others: %j', (NODE_OPTIONS) => {
    const environment = { ...live.environment, NODE_OPTIONS };
    expect(compareSettings({ ...live, environment }, want().settings)).toEqual([]);
  });

  test('an environment in another order', () => {
    expect(changesTo({ environment: { TWO: '2', ONE: '1' } })).toEqual([]);
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (environment) => {
        const reversed = Object.fromEntries(Object.entries(environment).toReversed());
        const { settings } = want();
        const changes = compareSettings(
          { ...live, environment },
          { ...settings, environment: reversed },
        );
        expect(changes).toEqual([]);
      }),
    );
  });

  test('an empty list of layers where there are none', () => {
    expect(changesTo({ layers: [] })).toEqual([]);
    expect(compareSettings({ ...live, layers: undefined }, want({ layers: [] }).settings)).toEqual(
      [],
    );
  });

  test('anything of what is live as it was declared', () => {
    fc.assert(
      fc.property(lambdaConfigs, (config) => {
        const wanted = want(config);
        const deployed = liveOf(wanted, artifactOf('a'));
        expect(compareSettings(deployed.settings, wanted.settings)).toEqual([]);
        expect(compareAttributes(deployed.attributes, wanted.attributes)).toEqual([]);
      }),
    );
  });
});

describe('a difference is', () => {
  const layer = (version: number) =>
    `arn:aws:lambda:eu-central-1:123456789012:layer:one:${version}`;

  test.each<[LambdaConfig, string]>([
    [{ handler: 'index.main' }, 'handler index.handler → index.main'],
    [{ runtime: 'nodejs22.x' }, 'runtime nodejs24.x → nodejs22.x'],
    [{ architecture: 'arm64' }, 'architecture x86_64 → arm64'],
    [{ memorySize: 512 }, 'memorySize 128 → 512'],
    [{ timeout: 30 }, 'timeout 3 → 30'],
    [{ ephemeralStorage: 1024 }, 'ephemeralStorage 512 → 1024'],
    [{ tracing: 'Active' }, 'tracing PassThrough → Active'],
    [{ environment: { ONE: '2' } }, 'environment.ONE changed'],
    [{ environment: { THREE: '3' } }, 'environment.THREE changed'],
    [{ environment: { NODE_OPTIONS: '--no-warnings' } }, 'environment.NODE_OPTIONS changed'],
    [{ layers: [layer(1)] }, `layers [] → ["${layer(1)}"]`],
    [{ logging: { format: 'JSON' } }, 'logging.format Text → JSON'],
    [
      { role: 'arn:aws:iam::123456789012:role/mine' },
      'role arn:aws:iam::123456789012:role/lambda-deploy/prod-predict-eu-central-1 → arn:aws:iam::123456789012:role/mine',
    ],
  ])('%j', (config, text) => {
    expect(changesTo(config).map(describeChange)).toEqual([text]);
  });

  test.each([undefined, '', '--max-http-header-size=65536', '--enable-source-maps-not'])(
    'NODE_OPTIONS without our flag: %j',
    (options) => {
      const { NODE_OPTIONS: _ours, ...others } = live.environment;
      const environment = options === undefined ? others : { ...others, NODE_OPTIONS: options };
      const changes = compareSettings({ ...live, environment }, want().settings);
      expect(changes).toEqual([{ field: 'environment.NODE_OPTIONS' }]);
    },
  );

  test('NODE_OPTIONS beyond those that are declared', () => {
    const NODE_OPTIONS = '--no-warnings --enable-source-maps --max-http-header-size=65536';
    const environment = { ...live.environment, NODE_OPTIONS };
    const { settings } = want({ environment: { NODE_OPTIONS: '--no-warnings' } });
    const changes = compareSettings({ ...live, environment }, settings);
    expect(changes).toEqual([{ field: 'environment.NODE_OPTIONS' }]);
  });

  test('a level', () => {
    const logging = { format: 'JSON', systemLogLevel: 'INFO' } as const;
    const changes = changesTo({ logging: { ...logging, applicationLogLevel: 'WARN' } });
    expect(changes.map(describeChange)).toEqual([
      'logging.format Text → JSON',
      'logging.applicationLogLevel not set → WARN',
      'logging.systemLogLevel not set → INFO',
    ]);
  });

  test('layers in another order: the later one is unpacked over the earlier', () => {
    const wanted = want({ layers: [layer(2), layer(1)] });
    const deployed = { ...live, layers: [layer(1), layer(2)] };
    expect(compareSettings(deployed, wanted.settings)).toHaveLength(1);
  });

  test('an environment key that is called like something every object inherits', () => {
    const { settings } = want({ environment: { toString: 'own' } });
    expect(compareSettings(live, settings)).toEqual([{ field: 'environment.toString' }]);
  });
});

test('never shows what an environment holds', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const environment = { TOKEN: `live-${before}` };
      const { settings } = want({ environment: { TOKEN: `wanted-${after}` } });
      const changes = compareSettings(
        { ...live, environment: { ...live.environment, ...environment } },
        settings,
      );
      expect(changes).toEqual([{ field: 'environment.TOKEN' }]);
    }),
  );
});

describe('attributes', () => {
  const attributes: FunctionAttributes = { tags: { team: 'birds', cost: '1' } };

  test('that nobody declares are no difference', () => {
    const elsewhere = { ...attributes, reservedConcurrency: 5, logRetentionInDays: 30 };
    expect(compareAttributes(elsewhere, { tags: { team: 'birds' } })).toEqual([]);
  });

  test('that differ are shown with both values', () => {
    const wanted = {
      tags: { team: 'fish', own: '' },
      reservedConcurrency: 0,
      logRetentionInDays: 7,
    };
    expect(compareAttributes(attributes, wanted).map(describeChange)).toEqual([
      'tags.own not set → ',
      'tags.team birds → fish',
      'reservedConcurrency not set → 0',
      'logging.retentionInDays not set → 7',
    ]);
  });
});
