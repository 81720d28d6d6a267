import { useState } from 'react';

const rememberedAs = 'kaodian.practical.deduct';

/** Whether the number pad takes what is deducted instead of what is given; each tablet remembers its own. */
export function useDeductMode(): readonly [boolean, (deduct: boolean) => void] {
  const [deduct, setDeduct] = useState(() => localStorage.getItem(rememberedAs) === 'yes');
  return [
    deduct,
    (next) => {
      localStorage.setItem(rememberedAs, next ? 'yes' : 'no');
      setDeduct(next);
    },
  ];
}
