using Engagement.Core.Users;
using Engagement.Gateway.Ingest.Reading;

namespace Engagement.Gateway.Ingest.Commands;

/// <summary>Where items say the person is: in their own context, or else in the batch's.</summary>
internal readonly ref struct ItemContexts(ReadOnlySpan<byte> body, RequestContent content, SharedTexts shared)
{
    /// <summary>Bytes of a zone, locale, path or device; a longer one is not worth keeping in a person's state.</summary>
    public const int Longest = 512;

    private readonly ReadOnlySpan<byte> _body = body;
    private readonly ItemTexts _texts = new(body, content, shared.Texts);

    /// <summary>Null when nothing is said.</summary>
    /// <param name="screen">Holds where the context names no page.</param>
    public ClientContext? Of(in IngestItem item, Slice screen)
    {
        ref readonly var own = ref item.Context;
        ref readonly var common = ref content.Shared.Context;
        var (zone, locale) = (First(own.Zone, common.Zone), First(own.Locale, common.Locale));
        var path = First(First(own.Path, common.Path), screen);
        var device = First(First(own.Device, own.Token), First(common.Device, common.Token));
        if (!zone.IsPresent && !locale.IsPresent && !path.IsPresent && !device.IsPresent)
        {
            return null;
        }

        // What is kept is found by the bytes as they stand, so they must stand for themselves.
        return zone.IsEscaped || locale.IsEscaped || path.IsEscaped || device.IsEscaped
            ? Make(zone, locale, path, device)
            : Cached(zone, locale, path, device);
    }

    private ClientContext Cached(Slice zone, Slice locale, Slice path, Slice device)
    {
        var zoneText = Raw(zone);
        var localeText = Raw(locale);
        var pathText = Raw(path);
        var deviceText = Raw(device);
        var place = ContextCache.PlaceOf(zoneText, localeText, pathText, deviceText);
        if (shared.Contexts.Find(place, zoneText, localeText, pathText, deviceText) is { } kept)
        {
            return kept;
        }

        var context = Make(zone, locale, path, device);
        shared.Contexts.Keep(place, context);
        return context;
    }

    private ClientContext Make(Slice zone, Slice locale, Slice path, Slice device) =>
        new(Zone(zone), TextOf(locale), TextOf(path), TextOf(device));

    private static Slice First(Slice one, Slice other) => one.IsPresent ? one : other;

    private ReadOnlySpan<byte> Raw(Slice slice) => slice.IsPresent ? slice.In(_body) : default;

    private string? Zone(Slice slice) => TextOf(slice) is { } zone ? ZoneNames.OfOffset(zone) ?? zone : null;

    private string? TextOf(Slice slice) => slice.Length is 0 or > Longest ? null : _texts.TextOf(slice);
}
