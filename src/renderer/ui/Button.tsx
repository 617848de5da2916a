import type { ComponentProps, ReactNode } from 'react'

type Look = 'primary' | 'plain' | 'danger' | 'usual'

export const Button = ({
  look = 'usual',
  size,
  className = '',
  ...rest
}: ComponentProps<'button'> & { readonly look?: Look; readonly size?: 'small' }) => (
  <button type="button" {...rest} className={`button ${look} ${size ?? ''} ${className}`} />
)

/** The label is what a screen reader says; sighted people get it as a tooltip from the Tip around it. */
export const IconButton = ({
  label,
  size,
  className = '',
  children,
  ...rest
}: ComponentProps<'button'> & { readonly label: string; readonly size?: 'small'; readonly children: ReactNode }) => (
  <button type="button" aria-label={label} {...rest} className={`icon-button ${size ?? ''} ${className}`}>
    {children}
  </button>
)
