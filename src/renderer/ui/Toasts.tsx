import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'

const List = () => {
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="toast" swipeDirection={['down', 'right']}>
      <Toast.Content className="toast-in">
        <div className="toast-words">
          <Toast.Title className="toast-title" />
          <Toast.Description className="toast-more" />
        </div>
        <Toast.Action className="toast-action" />
        <Toast.Close className="icon-button small toast-close" aria-label="Put this message away">
          <X size={14} />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ))
}

export const Toasts = () => (
  <Toast.Portal>
    <Toast.Viewport className="toasts" aria-label="Messages">
      <List />
    </Toast.Viewport>
  </Toast.Portal>
)
