import type { ReactNode } from 'react';

interface PageProps {
  readonly title: string;
  /** One line under the title. */
  readonly sub?: ReactNode;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  /** True: the page is as high as the window and its tables scroll inside. */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

/** The frame of every page: title, what it is about, what can be done. */
export function Page(props: PageProps) {
  return (
    <section className={props.fill ? 'page page-fill' : 'page'}>
      <header className="page-head">
        <div className="page-head-text">
          <h1>{props.title}</h1>
          {props.sub !== undefined && <p>{props.sub}</p>}
        </div>
        {props.actions !== undefined && <div className="page-actions">{props.actions}</div>}
      </header>
      <div className="page-body">{props.children}</div>
    </section>
  );
}

interface BlockProps {
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  /** No padding inside, for tables and lists. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** One ruled block of a page. */
export function Block(props: BlockProps) {
  return (
    <section className="block">
      {props.title !== undefined && (
        <header className="block-head">
          <h2>{props.title}</h2>
          {props.actions}
        </header>
      )}
      <div className={props.flush ? 'block-flush' : 'block-body'}>{props.children}</div>
    </section>
  );
}
