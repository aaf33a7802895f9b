import type { Constraints } from '../../../protocols/constraint.ts';
import { anyArn, description, layerVersionArn, region } from './shared-constraints.ts';

/** Creating and updating a function have these in common. */
export const settingsConstraints: Constraints = {
  Role: {
    pattern: String.raw`arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+`,
  },
  Handler: { minLength: 0, maxLength: 128, pattern: String.raw`[^\s]+` },
  Description: description,
  Timeout: { min: 1, max: 5400 },
  MemorySize: { min: 128, max: 32_768 },
  DeadLetterConfig: { members: { TargetArn: anyArn } },
  Environment: {
    members: {
      Variables: {
        keys: { pattern: '[a-zA-Z]([a-zA-Z0-9_])+', notNull: true },
        values: { notNull: true },
      },
    },
  },
  KMSKeyArn: anyArn,
  TracingConfig: { members: { Mode: { enum: ['Active', 'PassThrough'] } } },
  Layers: {
    items: {
      minLength: 1,
      maxLength: 2048,
      pattern: layerVersionArn,
      notNull: true,
    },
  },
  EphemeralStorage: { members: { Size: { min: 512, max: 10_240, notNull: true } } },
  SnapStart: { members: { ApplyOn: { enum: ['PublishedVersions', 'None'] } } },
  VpcConfig: {
    members: {
      SubnetIds: {
        minLength: 0,
        maxLength: 16,
        items: { minLength: 0, maxLength: 1024, pattern: 'subnet-[0-9a-z]*' },
      },
      SecurityGroupIds: {
        minLength: 0,
        maxLength: 5,
        items: { minLength: 0, maxLength: 1024, pattern: 'sg-[0-9a-zA-Z]*' },
      },
    },
  },
  FileSystemConfigs: {
    minLength: 0,
    maxLength: 1,
    items: {
      members: {
        Arn: {
          minLength: 0,
          maxLength: 200,
          pattern: String.raw`arn:aws[a-zA-Z-]*:elasticfilesystem:${region}:\d{12}:access-point/fsap-[a-f0-9]{17}`,
          notNull: true,
        },
        LocalMountPath: {
          minLength: 0,
          maxLength: 160,
          pattern: '/mnt/[a-zA-Z0-9-_.]+',
          notNull: true,
        },
      },
    },
  },
  ImageConfig: {
    members: {
      EntryPoint: { minLength: 0, maxLength: 1500 },
      Command: { minLength: 0, maxLength: 1500 },
      WorkingDirectory: { minLength: 0, maxLength: 1000 },
    },
  },
  LoggingConfig: {
    members: {
      LogFormat: { enum: ['JSON', 'Text'] },
      ApplicationLogLevel: { enum: ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] },
      SystemLogLevel: { enum: ['DEBUG', 'INFO', 'WARN'] },
      LogGroup: { minLength: 1, maxLength: 512, pattern: String.raw`[\.\-_/#A-Za-z0-9]+` },
    },
  },
};
