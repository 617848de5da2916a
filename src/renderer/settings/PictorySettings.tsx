// How Caesura deals with Pictory while nobody looks: told when a job is done, how long is long, and the receiver of hints.

import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { Service } from '../../ipc/contract'
import { useCaesura } from '../desk/caesura'
import { Segments, type Choice } from '../ui/Choose'
import { Switch } from '../ui/Switch'
import { ReceiverSettings } from './ReceiverSettings'

const limitChoices: readonly Choice<'automatic' | 'own'>[] = [
  { value: 'automatic', label: 'Automatic' },
  { value: 'own', label: 'After…' },
]
export const limitHours = { least: 0.25, most: 240, usual: 6 } as const

/** Hours as typed, "1,5" too; null for what is none or out of bounds. */
export const readHours = (text: string): number | null => {
  const hours = Number(text.trim().replace(',', '.'))
  return text.trim() !== '' && hours >= limitHours.least && hours <= limitHours.most ? hours : null
}

const Limit = ({ hours }: { readonly hours: number | null }) => {
  const { service } = useCaesura()
  const [text, setText] = useState(String(hours ?? limitHours.usual))
  const [wrong, setWrong] = useState(false)
  const keep = () => {
    const read = readHours(text)
    setWrong(read === null)
    if (read !== null && read !== hours) void service.change({ limitHours: read })
  }
  return (
    <div className="setting">
      <div>
        <b>Still running after</b>
        <p>
          A job in progress for longer is marked “still running”, and asked about once in 5 minutes until you decide.
          {hours === null
            ? ' Automatic: three times the recording’s length where Pictory tells it, an hour at least; else 6 hours.'
            : ''}
        </p>
        {wrong ? (
          <p className="field-error" role="alert">
            Between a quarter of an hour and 240 hours.
          </p>
        ) : null}
      </div>
      <div className="setting-side">
        <Segments
          label="Still running after"
          value={hours === null ? 'automatic' : 'own'}
          choices={limitChoices}
          onChange={(next) => {
            setWrong(false)
            if (next === 'automatic') void service.change({ limitHours: null })
            else void service.change({ limitHours: readHours(text) ?? limitHours.usual })
          }}
        />
        {hours === null ? null : (
          <label className="with-unit">
            <input
              className="input number"
              inputMode="decimal"
              aria-label="Hours until a job counts as still running"
              aria-invalid={wrong}
              value={text}
              onChange={(event) => setText(event.target.value)}
              onBlur={keep}
              onKeyDown={(event) => {
                if (event.key === 'Enter') keep()
              }}
            />
            hours
          </label>
        )}
      </div>
    </div>
  )
}

const Loaded = ({ told }: { readonly told: Service }) => {
  const { service } = useCaesura()
  const { wishes } = told
  return (
    <>
      <div className="setting">
        <div>
          <b>Notifications</b>
          <p>A message of the system when a job is done while this window is in the background.</p>
        </div>
        <Switch label="Notifications" on={wishes.notify} onChange={(notify) => void service.change({ notify })} />
      </div>
      <div className="setting">
        <div>
          <b>Badge</b>
          <p>The number of jobs that completed unseen, and the progress of uploads, on the dock or the taskbar.</p>
        </div>
        <Switch label="Badge" on={wishes.badge} onChange={(badge) => void service.change({ badge })} />
      </div>
      <Limit hours={wishes.limitHours} />
      <ReceiverSettings told={told} />
    </>
  )
}

export const PictorySettings = () => {
  const { service } = useCaesura()
  const told = useStore(service.store, (state) => state.service)
  const trouble = useStore(service.store, (state) => state.trouble)
  useEffect(() => {
    void service.load()
  }, [service])
  return (
    <>
      {trouble === null ? null : (
        <div className="note warn" role="alert">
          {trouble}
        </div>
      )}
      {told === null ? null : <Loaded told={told} />}
    </>
  )
}
