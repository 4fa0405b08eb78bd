// Wire types carry the same words as the core's; the prefix keeps them apart.
global using Wire = Engagement.Protocol;
