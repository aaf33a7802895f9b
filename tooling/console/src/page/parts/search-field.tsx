import { useId } from 'preact/hooks';

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly placeholder?: string;
}

/** Filters what is below it; the key `/` leads to it from anywhere, Escape empties it. */
export function SearchField({ label, value, onInput, placeholder = label }: SearchFieldProps) {
  const id = useId();
  return (
    <div class="search">
      <label class="unseen" for={id}>
        {label}
      </label>
      <input
        id={id}
        type="search"
        value={value}
        placeholder={placeholder}
        autocomplete="off"
        spellcheck={false}
        data-search
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          event.preventDefault();
          onInput('');
        }}
      />
    </div>
  );
}
