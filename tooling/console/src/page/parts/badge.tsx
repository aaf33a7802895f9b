import type { ComponentChildren } from 'preact';

export type Tone = 'neutral' | 'good' | 'change' | 'bad' | 'warn' | 'accent';

interface BadgeProps {
  readonly tone?: Tone;
  readonly title?: string | undefined;
  readonly children: ComponentChildren;
}

/** A word that says in which state something is; its colour says it once more. */
export function Badge({ tone = 'neutral', title, children }: BadgeProps) {
  return (
    <span class={`badge tone-${tone}`} title={title}>
      {children}
    </span>
  );
}
