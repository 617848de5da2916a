// The receiver of webhooks: off unless wanted. What it is, where it listens, and what has come.

import { Copy, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { Service, ServiceWishes } from '../../ipc/contract'
import { useCaesura } from '../desk/caesura'
import { Button, IconButton } from '../ui/Button'
import { Switch } from '../ui/Switch'
import { Tip } from '../ui/Tip'
import { useNow } from '../ui/ticker'
import { ago, plural } from '../ui/times'

/** As typed; 'wrong' for what is no port, null for an empty field: any that is free. */
export const readPort = (text: string): number | null | 'wrong' => {
  if (text.trim() === '') return null
  const port = Number(text.trim())
  return Number.isInteger(port) && port >= 1024 && port <= 65_535 ? port : 'wrong'
}

const Address = ({ label, url }: { readonly label: string; readonly url: string }) => {
  const { messages } = useCaesura()
  return (
    <div className="receiver-address">
      <span className="field-label">{label}</span>
      <span className="copyable">
        <span className="mono selectable settings-path">{url}</span>
        <Tip says="Copy the address">
          <IconButton
            label={`Copy: ${label}`}
            size="small"
            onClick={() =>
              void navigator.clipboard.writeText(url).then(
                () => messages.say('The address is copied.'),
                () => messages.say('The address could not be copied.', { failure: true }),
              )
            }
          >
            <Copy size={13} />
          </IconButton>
        </Tip>
      </span>
    </div>
  )
}

const Hints = ({ hints, lastHintAt }: { readonly hints: number; readonly lastHintAt: number | null }) => {
  const { ticker } = useCaesura()
  const now = useNow(ticker)
  return (
    <p className="number">
      {hints === 0
        ? 'No hint has come since Caesura was started.'
        : `${plural(hints, 'hint')} came since Caesura was started${lastHintAt === null ? '' : `, the last ${ago(lastHintAt, now)}`}.`}
    </p>
  )
}

export const ReceiverSettings = ({ told }: { readonly told: Service }) => {
  const { service } = useCaesura()
  const { receiver } = told
  const wishes = told.wishes.receiver
  const [port, setPort] = useState(wishes.port === null ? '' : String(wishes.port))
  const [outside, setOutside] = useState(wishes.publicUrl ?? '')
  const [portWrong, setPortWrong] = useState(false)
  const change = (next: Partial<ServiceWishes['receiver']>) => void service.change({ receiver: { ...wishes, ...next } })
  const keepPort = () => {
    const read = readPort(port)
    setPortWrong(read === 'wrong')
    if (read !== 'wrong' && read !== wishes.port) change({ port: read })
  }
  const keepOutside = () => {
    const publicUrl = outside.trim() === '' ? null : outside.trim()
    if (publicUrl !== wishes.publicUrl) change({ publicUrl })
  }
  return (
    <div className="setting tall">
      <div className="setting-row">
        <div>
          <b>Webhook receiver</b>
          <p>
            Listens on this computer only. A call that a tunnel of yours forwards here is a hint to ask Pictory about a
            job at once; what it holds is not trusted. Jobs are asked about without it too.
          </p>
        </div>
        <Switch label="Webhook receiver" on={wishes.on} onChange={(on) => change({ on })} />
      </div>
      {receiver.kind === 'failed' ? (
        <div className="note warn" role="alert">
          {receiver.message}
        </div>
      ) : null}
      {wishes.on ? (
        <div className="receiver">
          {receiver.kind === 'listening' ? (
            <>
              <Address label="For the tunnel to forward to" url={receiver.url} />
              {receiver.outside === null ? null : (
                <Address label="Told to Pictory for jobs begun here" url={receiver.outside} />
              )}
            </>
          ) : null}
          <div className="field-row">
            <div className="field">
              <label htmlFor="receiver-outside">Public address of your tunnel</label>
              <input
                id="receiver-outside"
                className="input"
                placeholder="https://…"
                spellCheck={false}
                autoComplete="off"
                maxLength={500}
                value={outside}
                onChange={(event) => setOutside(event.target.value)}
                onBlur={keepOutside}
                onKeyDown={(event) => {
                  if (event.key === 'Enter') keepOutside()
                }}
              />
            </div>
            <div className="field">
              <label htmlFor="receiver-port">Port</label>
              <input
                id="receiver-port"
                className="input number port-input"
                inputMode="numeric"
                placeholder="any free"
                value={port}
                aria-invalid={portWrong}
                aria-describedby="receiver-port-says"
                onChange={(event) => setPort(event.target.value)}
                onBlur={keepPort}
                onKeyDown={(event) => {
                  if (event.key === 'Enter') keepPort()
                }}
              />
            </div>
          </div>
          <span id="receiver-port-says" className="field-error" role={portWrong ? 'alert' : undefined}>
            {portWrong ? 'A port is a number from 1024 to 65535, or nothing for any that is free.' : null}
          </span>
          {wishes.port === null ? (
            <p className="field-note">
              On any free port the address changes each time Caesura starts. Name a port, and your tunnel finds it
              again.
            </p>
          ) : null}
          <div className="receiver-foot">
            {receiver.kind === 'listening' ? (
              <Hints hints={receiver.hints} lastHintAt={receiver.lastHintAt} />
            ) : (
              <span />
            )}
            <Tip says="The address above stops working; give the new one to your tunnel">
              <Button size="small" onClick={() => void service.renew()}>
                <RefreshCw size={13} /> New secret path
              </Button>
            </Tip>
          </div>
        </div>
      ) : null}
    </div>
  )
}
