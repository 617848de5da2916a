import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { IconButton } from './Button'

/** A modal sheet: title, what it is for, content, and buttons at the foot. Escape and the cross put it away. */
export const Sheet = ({
  title,
  lead,
  children,
  foot,
  wide = false,
  large = false,
  roomy = false,
  broad = false,
  scrolls = false,
  bare = false,
  stays = false,
  onClose,
  firstFocus,
}: {
  readonly title: string
  readonly lead?: ReactNode
  readonly children: ReactNode
  readonly foot?: ReactNode
  readonly wide?: boolean
  /** Tall enough for a list, and of one height whatever it shows. */
  readonly large?: boolean
  /** As wide as `large`, as tall as what it holds. */
  readonly roomy?: boolean
  /** Room for two columns of text, and of one height whatever it shows. */
  readonly broad?: boolean
  /** Text to read that may be longer than the window: the keyboard must be able to scroll it. */
  readonly scrolls?: boolean
  /** The content brings its own `dialog-body` and `dialog-foot`. */
  readonly bare?: boolean
  /** Cannot be put away while something goes on that only its own buttons end. */
  readonly stays?: boolean
  readonly onClose: () => void
  readonly firstFocus?: RefObject<HTMLElement | null>
}) => (
  <Dialog.Root open onOpenChange={(open) => (open || stays ? undefined : onClose())}>
    <Dialog.Portal>
      <Dialog.Backdrop className="backdrop" />
      <Dialog.Popup
        className={
          wide ? 'dialog wide' : large ? 'dialog large' : roomy ? 'dialog roomy' : broad ? 'dialog broad' : 'dialog'
        }
        {...(firstFocus ? { initialFocus: firstFocus } : {})}
      >
        <div className="dialog-head">
          <div className="grow">
            <Dialog.Title className="dialog-title">{title}</Dialog.Title>
            {lead === undefined ? null : <Dialog.Description className="dialog-lead">{lead}</Dialog.Description>}
          </div>
          {stays ? null : (
            <Dialog.Close
              render={
                <IconButton label="Close" size="small">
                  <X size={15} />
                </IconButton>
              }
            />
          )}
        </div>
        {bare ? (
          children
        ) : (
          <div className="dialog-body" {...(scrolls ? { tabIndex: 0 } : {})}>
            {children}
          </div>
        )}
        {foot === undefined ? null : <div className="dialog-foot">{foot}</div>}
      </Dialog.Popup>
    </Dialog.Portal>
  </Dialog.Root>
)
