// The picture beside an order's words; never alone.

import { CircleStop, FastForward, Pause, Play, RefreshCw, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import type { JobOrder } from '../../core/job/orders'

export const orderSigns: Readonly<Record<JobOrder, ReactNode>> = {
  check: <RefreshCw size={15} />,
  pause: <Pause size={15} />,
  resume: <Play size={15} />,
  stop: <CircleStop size={15} />,
  retry: <RotateCcw size={15} />,
  'go-on': <FastForward size={15} />,
}
