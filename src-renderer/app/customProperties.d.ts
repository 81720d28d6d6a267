import 'react';

declare module 'react' {
  /** `style` gives a class the values that come from data, as custom properties. */
  interface CSSProperties {
    readonly [property: `--${string}`]: string | number | undefined;
  }
}
