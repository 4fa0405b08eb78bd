using Engagement.Core.Users;
using Engagement.Gateway.Ingest.Reading;

namespace Engagement.Gateway.Ingest.Commands;

/// <summary>Where items say the person is: in their own context, or else in the batch's.</summary>
internal readonly ref struct ItemContexts(ReadOnlySpan<byte> body, RequestContent content, SharedTexts shared)
{
    // Longer than any zone, locale, path or device worth keeping in a person's state.
    private const int Longest = 512;

    private readonly ReadOnlySpan<byte> _body = body;
    private readonly ItemTexts _texts = new(body, content, shared.Texts);

    /// <param name="screen">Holds where the context names no page.</param>
    public ClientContext? Of(in IngestItem item, string? screen)
    {
        ref readonly var own = ref item.Context;
        ref readonly var common = ref content.Shared.Context;
        return shared.Contexts.Of(
            Zone(First(own.Zone, common.Zone)),
            TextOf(First(own.Locale, common.Locale)),
            TextOf(First(own.Path, common.Path)) ?? screen,
            TextOf(First(First(own.Device, own.Token), First(common.Device, common.Token))));
    }

    private static Slice First(Slice one, Slice other) => one.IsPresent ? one : other;

    private string? Zone(Slice slice) => slice.IsPresent ? ZoneNames.OfOffset(slice.In(_body)) ?? TextOf(slice) : null;

    private string? TextOf(Slice slice) => slice.Length is 0 or > Longest ? null : _texts.TextOf(slice);
}
