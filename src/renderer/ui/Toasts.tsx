import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { MessageData, SlowAction } from './messages'

const Second = ({ action }: { readonly action: SlowAction }) => {
  const [busy, setBusy] = useState(false)
  return (
    <button
      type="button"
      className="toast-action"
      // Not `disabled`: the keyboard stays where it is.
      aria-disabled={busy}
      onClick={() => {
        if (busy) return
        setBusy(true)
        void action.run().finally(() => setBusy(false))
      }}
    >
      {busy ? action.busy : action.label}
    </button>
  )
}

/** Puts the stack's height where the dialogs read it (controls.css): they make room, so that a message covers none of their buttons. */
const useRoomForMessages = (count: number) => {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const { style } = document.documentElement
    const element = box.current
    if (count === 0 || element === null) return undefined
    const tell = () => style.setProperty('--messages', `${element.offsetHeight}px`)
    const watch = new ResizeObserver(tell)
    watch.observe(element)
    tell()
    return () => {
      watch.disconnect()
      style.removeProperty('--messages')
    }
  }, [count])
  return box
}

export const Toasts = () => {
  const { toasts } = Toast.useToastManager<MessageData>()
  const box = useRoomForMessages(toasts.length)
  return (
    <Toast.Portal>
      <Toast.Viewport ref={box} className="toasts" aria-label="Messages">
        {toasts.map((toast) => (
          <Toast.Root key={toast.id} toast={toast} className="toast" swipeDirection={['down', 'right']}>
            <Toast.Content className={toast.data?.second ? 'toast-in two-actions' : 'toast-in'}>
              <div className="toast-words">
                <Toast.Title className="toast-title" />
                <Toast.Description className="toast-more" />
              </div>
              <div className="toast-actions">
                <Toast.Action className="toast-action" />
                {toast.data?.second ? <Second action={toast.data.second} /> : null}
              </div>
              <Toast.Close className="icon-button small toast-close" aria-label="Put this message away">
                <X size={14} />
              </Toast.Close>
            </Toast.Content>
          </Toast.Root>
        ))}
      </Toast.Viewport>
    </Toast.Portal>
  )
}
