import { Logger } from '@aws-lambda-powertools/logger';
import { serviceName } from './service-name.ts';

export type { Logger };

/**
 * A structured logger that carries the function's name.
 *
 * Its level is the one that the function is configured with (`logging.applicationLogLevel`), else INFO.
 *
 * @example
 * const logger = createLogger();
 * logger.info('model trained', { samples: 256 });
 * logger.getLevelName(); // → 'INFO'
 */
export function createLogger(environment: NodeJS.ProcessEnv = process.env): Logger {
  return new Logger({ serviceName: serviceName(environment) });
}
