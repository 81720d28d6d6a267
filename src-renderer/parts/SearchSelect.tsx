import { Select } from 'antd';
import type { SelectProps } from 'antd';
import { useRef, useState } from 'react';
import styles from './DataTable.module.css';

interface Option<Value> {
  readonly value: Value;
  readonly label: string;
}

interface SearchSelectProps<Value> extends Omit<SelectProps<Value>, 'options' | 'showSearch'> {
  readonly options: readonly Option<Value>[];
  /** The options are searched elsewhere; told what to look for. Without it they are filtered by their label. */
  onSearchText?(text: string): void;
}

/** A choice of one whose options are narrowed by typing; what an input method is still composing narrows nothing. */
export function SearchSelect<Value extends string>({
  options,
  onSearchText,
  ...props
}: SearchSelectProps<Value>) {
  const [typed, setTyped] = useState('');
  const [sought, setSought] = useState('');
  const composing = useRef(false);
  const type = (text: string) => {
    setTyped(text);
    if (composing.current) return;
    setSought(text);
    onSearchText?.(text);
  };
  return (
    // The field of the choice takes no handler of its own for compositions; their events come up here.
    <div
      className={styles.searchSelect}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={({ target }) => {
        composing.current = false;
        if (target instanceof HTMLInputElement) type(target.value);
      }}
    >
      <Select<Value>
        {...props}
        options={[...options]}
        showSearch={{
          searchValue: typed,
          onSearch: type,
          filterOption:
            onSearchText === undefined &&
            ((_, option) =>
              String(option?.label ?? '')
                .toLowerCase()
                .includes(sought.toLowerCase())),
        }}
      />
    </div>
  );
}
