import type { ComponentProps, MouseEvent } from 'react';
import { Link } from 'react-router';
import styles from './Button.module.css';
import { classes } from './classes.ts';

interface ButtonLook {
  /** `primary` is the one step that a page is there for; `danger` takes away; `link` stands in a line of text. */
  readonly kind?: 'default' | 'primary' | 'danger' | 'link' | undefined;
  /** `small` inside of rows and heads, `large` where one stands at a door, `touch` for a thumb on a tablet. */
  readonly size?: 'small' | 'large' | 'touch' | undefined;
  /** Without edge and ground until it is pointed at. */
  readonly quiet?: boolean | undefined;
  /** A single sign, whose name is in `aria-label`. */
  readonly icon?: boolean | undefined;
  /** Places the button on its page; never repaints it. */
  readonly className?: string | undefined;
}

type ButtonProps = ButtonLook &
  Omit<ComponentProps<'button'>, 'type'> & {
    readonly type?: 'button' | 'submit';
    /** Its work is under way: it says so, keeps the focus, and does nothing when it is pressed again. */
    readonly busy?: boolean;
  };

function look({ kind = 'default', size, quiet, icon, className }: ButtonLook): string {
  return classes(
    styles.button,
    kind !== 'default' && styles[kind],
    quiet && styles.quiet,
    size && styles[size],
    icon && styles.icon,
    className,
  );
}

/** The one button of the app, before and after sign-in. Loads no component library. */
export function Button({
  kind,
  size,
  quiet,
  icon,
  className,
  busy = false,
  type = 'button',
  onClick,
  ...rest
}: ButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>): void => {
    // Also keeps Enter in a field from sending the form twice: a browser presses its submit button for that.
    if (busy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      type={type}
      className={look({ kind, size, quiet, icon, className })}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={press}
    />
  );
}

/** A link to another page that looks like a button, where going there is the next step. */
export function ButtonLink({
  kind,
  size,
  quiet,
  className,
  ...rest
}: Omit<ButtonLook, 'icon'> & ComponentProps<typeof Link>) {
  return <Link {...rest} className={look({ kind, size, quiet, className })} />;
}
