/** How much may be had, however it is put: "能拿几多", "一台补多少". */
const HOW_MUCH =
  /(?:能|可以|可|会|给)[^，。！？]{0,6}(?:拿|领|补|报|奖|享受|返|减|免)(?:到|回)?[^，。！？]{0,4}(?:几多|多少|好多|几成|几个点|几万|几千|多大)|(?:补|奖|贴|返)(?:贴|助|励)?(?:几多|多少|好多|几成|几个点)/;
/** Whether something is allowed or must be borne: "可以不让进吗". */
const ALLOWED =
  /(?:可以|能|可不可以|能不能|是不是可以|有权|有没有权)[^，。！？]{0,4}(?:不(?:让|准|给|配合|交|报|去|开门)|拒(?:绝|不))[^，。！？]{0,10}(?:吗|么|不|嘛|没|[?？]|$)|(?:这|那)?(?:合法|合规|合理|符合规定|允许)(?:吗|么|不)/;

/** Somebody asks for what is written in a rule, without a trouble that somebody should mend. */
export const asksRule = (text: string): boolean => HOW_MUCH.test(text) || ALLOWED.test(text);
