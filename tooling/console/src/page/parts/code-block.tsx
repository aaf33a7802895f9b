interface CodeBlockProps {
  readonly label: string;
  readonly text: string;
  readonly tone?: 'bad' | undefined;
}

/** Text as it is. It can be scrolled by the keyboard, so it takes the focus. */
export function CodeBlock({ label, text, tone }: CodeBlockProps) {
  return (
    <pre
      class={tone === 'bad' ? 'code code-bad' : 'code'}
      // A region that scrolls must be reachable.
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      {text}
    </pre>
  );
}
