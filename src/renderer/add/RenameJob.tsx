import { useState } from 'react'
import { useCaesura } from '../desk/caesura'
import { NameSheet } from '../ui/NameSheet'

export const RenameJob = ({ jobId }: { readonly jobId: string }) => {
  const { bridge, desk, dialogs } = useCaesura()
  const [trouble, setTrouble] = useState<string | null>(null)
  const rename = async (title: string) => {
    const hide = dialogs.hideLater()
    const renamed = await bridge.renameJob({ jobId, title })
    if (renamed.ok) hide()
    else setTrouble(renamed.message)
  }
  return (
    <NameSheet
      title="Rename this job"
      label="Title"
      start={desk.titleOf(jobId)}
      action="Rename"
      trouble={trouble}
      onClose={dialogs.hide}
      onName={(title) => {
        void rename(title)
        return null
      }}
    />
  )
}
