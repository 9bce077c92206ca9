import type { ComputedRef, InjectionKey, Ref } from 'vue'

/** How a DetailPane reaches the SplitView it lies in. */
export const splitKey: InjectionKey<{ readonly wide: Ref<boolean>; readonly canWiden: ComputedRef<boolean> }> = Symbol('split')
