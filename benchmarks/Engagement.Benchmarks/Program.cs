Console.WriteLine("Engagement.Benchmarks");
