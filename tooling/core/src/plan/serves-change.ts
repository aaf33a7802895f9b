import type { LiveFunction } from '../live-function.ts';
import { compareSettings } from './compare-settings.ts';
import type { FunctionChange } from './plan.ts';

/** Whether what is live is what a change would make of it, whoever did so: code, settings and text. */
export function servesChange(
  {
    codeSha256,
    settings,
    provenance,
  }: Pick<LiveFunction, 'codeSha256' | 'settings' | 'provenance'>,
  change: FunctionChange,
): boolean {
  const isSameCode =
    change.artifact === undefined ||
    codeSha256 === change.artifact.digest ||
    (provenance?.artifact === codeSha256 && provenance.code === change.provenance.code);
  return (
    isSameCode &&
    (change.description === undefined ||
      provenance?.description === change.provenance.description) &&
    compareSettings(settings, change.settings).length === 0
  );
}
