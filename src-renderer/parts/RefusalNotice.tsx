import type { ReactNode } from 'react';
import type { Refusal } from '#shared/contract/refusal.ts';
import { refusalText } from '#shared/words/refusals.ts';
import { useLanguage } from '../app/language.tsx';

/** The two lines of a refusal: what happened, and what to do now. */
export function RefusalLines(props: { readonly refusal: Refusal }) {
  const { language } = useLanguage();
  const { what, wayOut } = refusalText(props.refusal, language);
  return (
    <>
      <div className="refusal-what">{what}</div>
      <div className="refusal-way">{wayOut}</div>
    </>
  );
}

/** A refusal shown in its place on a page. */
export function RefusalNotice(props: { readonly refusal: Refusal; readonly actions?: ReactNode }) {
  return (
    <div className="refusal-box" role="alert">
      <RefusalLines refusal={props.refusal} />
      {props.actions}
    </div>
  );
}
