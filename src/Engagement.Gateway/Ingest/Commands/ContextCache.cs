using System.Text;
using Engagement.Core.Hashing;
using Engagement.Core.Users;

namespace Engagement.Gateway.Ingest.Commands;

/// <summary>
/// Gives the same whereabouts again for the same bytes: most events of an app come from few zones, locales and screens. Bounded; safe for
/// any number of threads.
/// </summary>
internal sealed class ContextCache
{
    private const int Places = 1 << 12;

    private readonly ClientContext?[] _contexts = new ClientContext?[Places];

    /// <summary>Where whereabouts of these texts are kept. The same for the same texts.</summary>
    public static int PlaceOf(ReadOnlySpan<byte> zone, ReadOnlySpan<byte> locale, ReadOnlySpan<byte> screen, ReadOnlySpan<byte> device)
    {
        var hash = StableHash.Of(zone);
        hash = StableHash.Of(locale, hash);
        hash = StableHash.Of(screen, hash);
        hash = device.IsEmpty ? hash : StableHash.Of(device, hash);
        return (int)hash & (Places - 1);
    }

    /// <summary>What is kept there, if it is of these texts; an empty text is one that is not said.</summary>
    public ClientContext? Find(
        int place, ReadOnlySpan<byte> zone, ReadOnlySpan<byte> locale, ReadOnlySpan<byte> screen, ReadOnlySpan<byte> device) =>
        Volatile.Read(ref _contexts[place]) is { } kept
        && Same(kept.Zone, zone) && Same(kept.Locale, locale) && Same(kept.Screen, screen) && Same(kept.Device, device)
            ? kept
            : null;

    public void Keep(int place, ClientContext context) => Volatile.Write(ref _contexts[place], context);

    private static bool Same(string? text, ReadOnlySpan<byte> utf8) => text is null ? utf8.IsEmpty : Ascii.Equals(utf8, text);
}
