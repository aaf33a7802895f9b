import type { Rule } from './rule.ts';
import type { LooseStep } from './source-file.ts';

const credentials = 'aws-actions/configure-aws-credentials@';
const setUp = './.github/actions/set-up';

/** Install scripts of dependencies are the code of strangers: they see no credentials. */
export const credentialsAfterInstall: Rule = {
  name: 'credentials-after-install',
  check: ({ value, lineOf }) =>
    Object.entries(value.jobs ?? {}).flatMap(([id, { steps = [] }]) => {
      const first = steps.findIndex(({ uses }) => uses?.startsWith(credentials));
      const fetching = steps[first];
      if (fetching === undefined) return [];
      return steps.flatMap((step, index) =>
        index < first || !isInstalling(step) || isOtherCase(step, fetching)
          ? []
          : [
              {
                line: lineOf(['jobs', id, 'steps', index]),
                message: `job ${id} installs packages after it has credentials`,
              },
            ],
      );
    }),
};

const isInstalling = ({ uses, run }: LooseStep) =>
  uses === setUp || run?.includes('install') === true;

/** Runs only where the credentials are not fetched: `x == 'true'` and `x != 'true'`. */
const isOtherCase = (step: LooseStep, fetching: LooseStep) =>
  step.if !== undefined && step.if.replace('!=', '==') === fetching.if && step.if.includes('!=');
