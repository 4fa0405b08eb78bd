using System.Runtime.CompilerServices;
using Engagement.Core.Users;

namespace Engagement.Gateway.Ingest.Commands;

/// <summary>
/// Gives the same whereabouts again for the same texts: most events of an app come from few zones, locales and screens. Bounded; safe for
/// any number of threads.
/// </summary>
internal sealed class ContextCache
{
    private const int Places = 1 << 12;

    private readonly ClientContext?[] _contexts = new ClientContext?[Places];

    /// <summary>Null when nothing is said. The texts come from one <see cref="TextCache"/>, so equal ones are nearly always the same.</summary>
    public ClientContext? Of(string? zone, string? locale, string? screen, string? device)
    {
        if (zone is null && locale is null && screen is null && device is null)
        {
            return null;
        }

        var place = HashCode.Combine(Identity(zone), Identity(locale), Identity(screen), Identity(device)) & (Places - 1);
        if (Volatile.Read(ref _contexts[place]) is { } kept
            && ReferenceEquals(kept.Zone, zone) && ReferenceEquals(kept.Locale, locale)
            && ReferenceEquals(kept.Screen, screen) && ReferenceEquals(kept.Device, device))
        {
            return kept;
        }

        var context = new ClientContext(zone, locale, screen, device);
        Volatile.Write(ref _contexts[place], context);
        return context;
    }

    private static int Identity(string? text) => text is null ? 0 : RuntimeHelpers.GetHashCode(text);
}
