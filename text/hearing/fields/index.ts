// What can be read off the words alone, one kind of thing a file. All take normalised text (see `normalise`).
export { normalise, scriptOf, stripMention, toSimplified } from "./normalise.ts";
export { findDoubtfulPhones, findPhones, type PhoneMention } from "./phones.ts";
export { type Masked, maskSecrets, type SecretKind } from "./secrets.ts";
